fn main(){ for c in fxsens_regression::verify::all_cases(){ println!("{:28} {:16} {:6.2} {:5.1} {}",c.case,c.quantity,c.digits_achieved,c.digits_required,c.passed);} }
